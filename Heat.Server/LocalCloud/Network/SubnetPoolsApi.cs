using System.Globalization;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>Pools that subnets take their ranges from, with bounds to the size of a range. Neutron writes these as texts.</summary>
internal sealed class SubnetPoolsApi(NetworkTables tables, DocumentKind kind) : DocumentsApi(tables, kind)
{
    private const string Least = "min_prefixlen";
    private const string Usual = "default_prefixlen";
    private const string Most = "max_prefixlen";

    /// <summary>The length of the prefix of a subnet that doesn't ask for one.</summary>
    public static int UsualLength(JsonObject pool) => Length(pool, Usual) ?? Length(pool, Least)!.Value;

    protected override NetworkDocument Settle(NetworkDocument document)
    {
        var pool = document.Attributes;
        var isV6 = (pool["prefixes"] as JsonArray ?? []).Select(CloudJson.Text).Any(prefix => prefix?.Contains(':', StringComparison.Ordinal) == true);
        var least = Length(pool, Least) ?? (isV6 ? 64 : 8);
        var most = Length(pool, Most) ?? (isV6 ? 128 : 32);
        var usual = Length(pool, Usual) ?? least;
        RefuseUnless(least <= most, Least, least, Most, most);
        RefuseUnless(usual <= most, Usual, usual, Most, most);
        RefuseUnless(least <= usual, Usual, usual, Least, least);
        (pool[Least], pool[Usual], pool[Most]) = (Text(least), Text(usual), Text(most));
        pool["ip_version"] = isV6 ? 6 : 4;
        return document;
    }

    private static void RefuseUnless(bool holds, string one, int first, string other, int second)
    {
        if (!holds) throw CloudFaultException.BadRequest($"Illegal prefix bounds: {one}={first}, {other}={second}.", "IllegalSubnetPoolPrefixBounds");
    }

    private static int? Length(JsonObject pool, string name) => CloudJson.Text(pool[name]) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
        : throw NetworkFaults.Input(name, $"'{text}' is not an integer");

    private static string Text(int length) => length.ToString(CultureInfo.InvariantCulture);
}
