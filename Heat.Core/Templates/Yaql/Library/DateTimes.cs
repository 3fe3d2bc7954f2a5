using System.Globalization;
using Heat.Core.Templates.Yaql.Evaluation;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>Points in time, each with its offset from UTC.</summary>
internal static class DateTimes
{
    [YaqlFunction("datetime")]
    public static DateTimeOffset Create(int year, int month, int day, int hour = 0, int minute = 0, int second = 0, int microsecond = 0, TimeSpan offset = default)
    {
        Check(year is >= 1 and <= 9999, $"year {year} is out of range");
        Check(month is >= 1 and <= 12, "month must be in 1..12");
        Check(day >= 1 && day <= DateTime.DaysInMonth(year, month), "day is out of range for month");
        Check(hour is >= 0 and <= 23, "hour must be in 0..23");
        Check(minute is >= 0 and <= 59, "minute must be in 0..59");
        Check(second is >= 0 and <= 59, "second must be in 0..59");
        Check(microsecond is >= 0 and <= 999999, "microsecond must be in 0..999999");
        return Bounded(() => new DateTimeOffset(year, month, day, hour, minute, second, microsecond / 1000, microsecond % 1000, offset));
    }

    [YaqlFunction("datetime")]
    public static DateTimeOffset FromTimestamp(Number timestamp, TimeSpan offset = default) =>
        Bounded(() => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(timestamp.AsDouble * 1e6) * TimeSpan.TicksPerMicrosecond).ToOffset(offset));

    [YaqlFunction("datetime")]
    public static DateTimeOffset FromText(string @string, string? format = null)
    {
        if (!string.IsNullOrEmpty(format))
            return TimeFormat.Parse(@string, format);
        return DateTimeOffset.TryParse(@string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : throw YaqlFaults.Value($"Unknown string format: {@string}");
    }

    [YaqlFunction("now")]
    public static DateTimeOffset Now(Scope here, TimeSpan offset = default) => Bounded(() => here.Clock.GetUtcNow().ToOffset(offset));

    [YaqlFunction("#operator_+")]
    public static DateTimeOffset Add(DateTimeOffset dt, TimeSpan ts) => Bounded(() => dt + ts);

    [YaqlFunction("#operator_+")]
    public static DateTimeOffset Add(TimeSpan ts, DateTimeOffset dt) => Add(dt, ts);

    [YaqlFunction("#operator_-")]
    public static DateTimeOffset Subtract(DateTimeOffset dt, TimeSpan ts) => Bounded(() => dt - ts);

    [YaqlFunction("#operator_-")]
    public static TimeSpan Subtract(DateTimeOffset dt1, DateTimeOffset dt2) => dt1 - dt2;

    [YaqlFunction("#property#year")]
    public static Number Year(DateTimeOffset obj) => obj.Year;

    [YaqlFunction("#property#month")]
    public static Number Month(DateTimeOffset obj) => obj.Month;

    [YaqlFunction("#property#day")]
    public static Number Day(DateTimeOffset obj) => obj.Day;

    [YaqlFunction("#property#hour")]
    public static Number Hour(DateTimeOffset obj) => obj.Hour;

    [YaqlFunction("#property#minute")]
    public static Number Minute(DateTimeOffset obj) => obj.Minute;

    [YaqlFunction("#property#second")]
    public static Number Second(DateTimeOffset obj) => obj.Second;

    [YaqlFunction("#property#microsecond")]
    public static Number Microsecond(DateTimeOffset obj) => (obj.Millisecond * 1000) + obj.Microsecond;

    [YaqlFunction("#property#date")]
    public static DateTimeOffset Date(DateTimeOffset obj) => new(obj.Date, obj.Offset);

    [YaqlFunction("#property#time")]
    public static TimeSpan Time(DateTimeOffset obj) => obj.TimeOfDay;

    /// <summary>The day of the week, counted from Monday as 0.</summary>
    [YaqlFunction("#property#weekday")]
    public static Number Weekday(DateTimeOffset obj) => ((int)obj.DayOfWeek + 6) % 7;

    /// <summary>The reference moves the clock by the offset and leaves the offset as it is.</summary>
    [YaqlFunction("#property#utc")]
    public static DateTimeOffset Utc(DateTimeOffset obj) => Bounded(() => obj - obj.Offset);

    [YaqlFunction("#property#offset")]
    public static TimeSpan Offset(DateTimeOffset obj) => obj.Offset;

    [YaqlFunction("#property#timestamp")]
    public static Number Timestamp(DateTimeOffset obj) => (Utc(obj) - DateTimeOffset.UnixEpoch).TotalSeconds;

    [YaqlMethod("replace")]
    public static DateTimeOffset Replace(
        DateTimeOffset dt,
        int? year = null,
        int? month = null,
        int? day = null,
        int? hour = null,
        int? minute = null,
        int? second = null,
        int? microsecond = null,
        TimeSpan? offset = null) =>
        Create(
            year ?? dt.Year,
            month ?? dt.Month,
            day ?? dt.Day,
            hour ?? dt.Hour,
            minute ?? dt.Minute,
            second ?? dt.Second,
            microsecond ?? ((dt.Millisecond * 1000) + dt.Microsecond),
            offset ?? dt.Offset);

    [YaqlMethod("format")]
    public static string Format(DateTimeOffset dt, string format) => TimeFormat.Write(dt, format);

    /// <summary>As the reference prints it: <c>2015-01-01 00:00:00+00:00</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? "yyyy-MM-dd HH:mm:sszzz" : "yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    /// <summary>A result that may lie outside of what can be told.</summary>
    public static T Bounded<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw YaqlFaults.Overflow("date value out of range");
        }
    }

    private static void Check(bool isRight, string otherwise)
    {
        if (!isRight)
            throw YaqlFaults.Value(otherwise);
    }
}
