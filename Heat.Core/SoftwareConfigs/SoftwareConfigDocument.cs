using System.Globalization;
using Heat.Core.Values;

namespace Heat.Core.SoftwareConfigs;

/// <summary>Software configurations as agents and clients read them.</summary>
public static class SoftwareConfigDocument
{
    /// <summary>The whole configuration.</summary>
    public static MapValue ToValue(this SoftwareConfig config) => config.ToListedValue().With(MapValue.Of(
        ("config", config.Config),
        ("inputs", config.Inputs),
        ("outputs", config.Outputs),
        ("options", config.Options)));

    /// <summary>What lists show of it.</summary>
    public static MapValue ToListedValue(this SoftwareConfig config) => MapValue.Of(
        ("id", config.Id.ToString()),
        ("name", config.Name),
        ("group", config.Group),
        ("creation_time", config.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
}
