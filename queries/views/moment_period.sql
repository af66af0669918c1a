-- The periods the moment lies in, in one row: begin of its month, quarter and year, of the month before, and
-- last_month_at, where the rolling month of the CoE dashboard begins: the day after the same day of the month before.
SELECT t.month_at,
       CASE t.month % 3 WHEN 1 THEN t.month_at WHEN 2 THEN b.month_at
                        ELSE (SELECT month_at FROM calendar_day
                               WHERE day = b.day - b.days_in_month) END AS quarter_at,
       b.month_at AS month_before_at,
       86400 * (b.month_at / 86400
                + CASE WHEN t.day_of_month < b.days_in_month THEN t.day_of_month
                       ELSE b.days_in_month END) AS last_month_at
  FROM moment AS m
  JOIN calendar_day AS t ON t.day = m.at / 86400
  JOIN calendar_day AS b ON b.day = t.month_at / 86400 - 1
