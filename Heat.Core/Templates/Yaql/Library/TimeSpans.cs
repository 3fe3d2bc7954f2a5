using System.Globalization;
using System.Numerics;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Spans of time, to the microsecond.</summary>
internal static class TimeSpans
{
    [YaqlFunction("timespan")]
    public static TimeSpan Create(int days = 0, int hours = 0, int minutes = 0, int seconds = 0, int milliseconds = 0, int microseconds = 0) => DateTimes.Bounded(() =>
        TimeSpan.FromDays(days) + TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(milliseconds) + TimeSpan.FromMicroseconds(microseconds));

    [YaqlFunction("#property#microseconds")]
    public static Number Microseconds(TimeSpan obj) => (BigInteger)(obj.Ticks / TimeSpan.TicksPerMicrosecond);

    [YaqlFunction("#property#milliseconds")]
    public static Number Milliseconds(TimeSpan obj) => obj.TotalMilliseconds;

    [YaqlFunction("#property#seconds")]
    public static Number Seconds(TimeSpan obj) => obj.TotalSeconds;

    [YaqlFunction("#property#minutes")]
    public static Number Minutes(TimeSpan obj) => obj.TotalMinutes;

    [YaqlFunction("#property#hours")]
    public static Number Hours(TimeSpan obj) => obj.TotalHours;

    [YaqlFunction("#property#days")]
    public static Number Days(TimeSpan obj) => obj.TotalDays;

    [YaqlFunction("#operator_+")]
    public static TimeSpan Add(TimeSpan ts1, TimeSpan ts2) => DateTimes.Bounded(() => ts1 + ts2);

    [YaqlFunction("#operator_-")]
    public static TimeSpan Subtract(TimeSpan ts1, TimeSpan ts2) => DateTimes.Bounded(() => ts1 - ts2);

    [YaqlFunction("#operator_*")]
    public static TimeSpan Times(TimeSpan ts, Number n) => DateTimes.Bounded(() => ts * n.AsDouble);

    [YaqlFunction("#operator_*")]
    public static TimeSpan Times(Number n, TimeSpan ts) => Times(ts, n);

    [YaqlFunction("#operator_/")]
    public static Number Ratio(TimeSpan ts1, TimeSpan ts2) => (Number)(double)ts1.Ticks / (double)ts2.Ticks;

    [YaqlFunction("#operator_/")]
    public static TimeSpan Divide(TimeSpan ts, Number n) => n.IsZero ? throw YaqlFaults.DivisionByZero("float division by zero") : DateTimes.Bounded(() => ts / n.AsDouble);

    [YaqlFunction("#unary_operator_-")]
    public static TimeSpan Minus(TimeSpan ts) => DateTimes.Bounded(() => -ts);

    [YaqlFunction("#unary_operator_+")]
    public static TimeSpan Plus(TimeSpan ts) => ts;

    [YaqlFunction("utctz")]
    public static TimeSpan Utc() => TimeSpan.Zero;

    [YaqlFunction("localtz")]
    public static TimeSpan Local(Scope here) => here.Clock.GetLocalNow().Offset;

    /// <summary>As the reference prints it: <c>1 day, 2:00:00</c>.</summary>
    public static string Text(TimeSpan span)
    {
        var days = (int)Math.Floor(span.TotalDays);
        var rest = span - TimeSpan.FromDays(days);
        var fraction = rest.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(days == 0 ? "" : $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, ")}{rest.Hours}:{rest.Minutes:00}:{rest.Seconds:00}{(fraction == 0 ? "" : $".{fraction:000000}")}");
    }
}
