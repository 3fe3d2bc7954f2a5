using System.Globalization;

namespace Heat.Server.LocalCloud.Store;

/// <summary>The three ways in which OpenStack's services write a time.</summary>
internal static class CloudTime
{
    /// <summary>2026-01-31T10:20:30Z: Nova, Neutron, Glance.</summary>
    public static string Seconds(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>2026-01-31T10:20:30.000000: Cinder, and parts of Nova.</summary>
    public static string Naive(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>2026-01-31T10:20:30.000000Z: Keystone.</summary>
    public static string Microseconds(this DateTimeOffset time) => time.Naive() + "Z";
}
