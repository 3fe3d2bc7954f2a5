using System.Text.Json;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>
/// What a new server is told at its first boot. <c>RAW</c> is the author's text as it is; the other formats wrap it in a MIME message whose parts the server's cloud-init hands
/// to the in-instance tools.
/// </summary>
internal static class UserData
{
    /// <param name="metadataUrl">Where the in-instance tools find the CloudFormation API; null where the cloud has none.</param>
    /// <param name="user">The user that cloud-init makes inside and lets log in; null for the image's own.</param>
    public static string Build(string format, string content, MapValue metadata, Uri? metadataUrl, string? user = null) => format switch
    {
        "RAW" => content,
        "SOFTWARE_CONFIG" when ReadIgnition(content) is { } ignition => WithMetadata(ignition, metadata),
        "SOFTWARE_CONFIG" => MimeMessage.Of([.. CommonParts(user), .. AuthorsParts(content), .. MetadataParts(metadata)]),
        _ => MimeMessage.Of([.. CommonParts(user), new MimePart("cfn-userdata", "x-cfninitdata", content), new MimePart("loguserdata.py", "x-shellscript", File("loguserdata.py")), .. MetadataParts(metadata), .. ToolsParts(metadataUrl)]),
    };

    private static IEnumerable<MimePart> CommonParts(string? user) =>
    [
        new("cloud-config", "cloud-config", File("cloud-config.yaml") + (user is null ? "" : $"user: {user}\n")),
        new("boothook.sh", "cloud-boothook", File("boothook.sh") + (user is null ? "" : $"useradd -m {user}\necho '{user} ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\n")),
        new("part-handler.py", "part-handler", File("part-handler.py")),
    ];

    /// <summary>The parts of a text that is a MIME message itself, such as that of OS::Heat::MultipartMime; otherwise the text as one part.</summary>
    private static IEnumerable<MimePart> AuthorsParts(string content) => MimeMessage.Split(content) is { } parts ? parts : [new MimePart("", "plain", content)];

    private static IEnumerable<MimePart> MetadataParts(MapValue metadata) => metadata.Count > 0 ? [new MimePart("cfn-init-data", "x-cfninitdata", ValueText.Json(metadata))] : [];

    private static IEnumerable<MimePart> ToolsParts(Uri? metadataUrl)
    {
        if (metadataUrl is null)
            yield break;
        yield return new MimePart("cfn-metadata-server", "x-cfninitdata", metadataUrl.AbsoluteUri);
        string[] boto =
        [
            "[Boto]", "debug = 0", $"is_secure = {(metadataUrl.Scheme == Uri.UriSchemeHttps ? 1 : 0)}", "https_validate_certificates = 1",
            "cfn_region_name = heat", $"cfn_region_endpoint = {metadataUrl.Host}",
        ];
        yield return new MimePart("cfn-boto-cfg", "x-cfninitdata", string.Join('\n', boto));
    }

    private static MapValue? ReadIgnition(string content)
    {
        try
        {
            return ValueJson.Parse(content) is MapValue map && map.Get("ignition").AsMap()?.Has("version") == true ? map : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WithMetadata(MapValue ignition, MapValue metadata)
    {
        if (metadata.Count == 0)
            return ValueText.Json(ignition);
        var owner = MapValue.Of(("name", "root"));
        var contents = MapValue.Of(("source", "data:," + Uri.EscapeDataString(ValueText.Json(metadata))), ("verification", MapValue.Empty));
        var files = ((string[])["/var/lib/heat-cfntools/cfn-init-data", "/var/lib/cloud/data/cfn-init-data"])
            .Select(path => MapValue.Of(("filesystem", "root"), ("group", owner), ("path", path), ("user", owner), ("contents", contents), ("mode", 416)));
        var storage = ignition.Get("storage").AsMap() ?? MapValue.Empty;
        return ValueText.Json(ignition.With("storage", storage.With("files", ListValue.Create([.. storage.Get("files").AsList() ?? ListValue.Empty, .. files]))));
    }

    private static string File(string name)
    {
        using var stream = typeof(UserData).Assembly.GetManifestResourceStream($"CloudInit/{name}") ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
