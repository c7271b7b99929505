measure-bad_period = There is no such period
    .next = Days look like 2026-03-09, the first not after the last.
measure-period_too_long = The period is too long
    .next = By hours we show up to 31 days, by days up to 800.
