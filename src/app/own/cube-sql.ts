/** The cubes as the build writes them, for the page to ask of its own tables. */
import metricCube from '../../../scripts/build/sql/metric_cube.sql?raw';
import trendCube from '../../../scripts/build/sql/trend_cube.sql?raw';

export const CUBE_SQL = { trend_cube: trendCube, metric_cube: metricCube };
