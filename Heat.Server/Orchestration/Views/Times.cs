using System.Globalization;
using Heat.Core.Values;

namespace Heat.Server.Orchestration.Views;

/// <summary>Moments as the API writes them: UTC, whole seconds.</summary>
internal static class Times
{
    public static Value Shown(DateTimeOffset? moment) => moment is { } known ? Shown(known) : Value.Null;

    public static Value Shown(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
