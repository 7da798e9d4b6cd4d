import type { CacheCalibration } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

export async function calibration(
  session: SqlSession,
  tenant: string,
  model: string,
): Promise<CacheCalibration | undefined> {
  const [row] = await session.query<{ calibration: CacheCalibration & { calibratedAt: string } }>(
    "SELECT calibration FROM cache_calibration WHERE tenant = $1 AND model = $2",
    [tenant, model],
    "once",
  );
  return row && { ...row.calibration, calibratedAt: new Date(row.calibration.calibratedAt) };
}

export async function calibrate(
  session: SqlSession,
  tenant: string,
  model: string,
  found: CacheCalibration | undefined,
): Promise<void> {
  if (found === undefined)
    await session.query("DELETE FROM cache_calibration WHERE tenant = $1 AND model = $2", [tenant, model]);
  else
    await session.query(
      `INSERT INTO cache_calibration (tenant, model, calibration) VALUES ($1, $2, $3)
       ON CONFLICT (tenant, model) DO UPDATE SET calibration = excluded.calibration`,
      [tenant, model, JSON.stringify(found)],
    );
}
