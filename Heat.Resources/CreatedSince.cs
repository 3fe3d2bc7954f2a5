using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources;

/// <summary>Tells objects that a lost call may have made from older ones.</summary>
internal static class CreatedSince
{
    // The clocks of two machines differ a little, and services cut fractions of a second off.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(2);

    /// <summary>The ids of the objects made since the resource's action began. An object that doesn't tell when it was made counts.</summary>
    public static IReadOnlyList<string> Ids(ResourceContext resource, IEnumerable<MapValue> objects, string momentKey = "created_at") =>
        [.. objects.Where(found => IsNew(resource, found.Get(momentKey).AsText())).Ids()];

    private static bool IsNew(ResourceContext resource, string? moment) =>
        !DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) || created >= resource.StartedAt - s_tolerance;
}
