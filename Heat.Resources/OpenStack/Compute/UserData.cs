using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>
/// What a new server is told at its first boot. <c>RAW</c> is the author's text as it is; the other formats wrap it in a MIME message whose parts the server's cloud-init hands
/// to the in-instance tools.
/// </summary>
internal static partial class UserData
{
    /// <param name="metadataUrl">Where the in-instance tools find the CloudFormation API; null where the cloud has none.</param>
    public static string Build(string format, string content, MapValue metadata, Uri? metadataUrl) => format switch
    {
        "RAW" => content,
        "SOFTWARE_CONFIG" when ReadIgnition(content) is { } ignition => WithMetadata(ignition, metadata),
        "SOFTWARE_CONFIG" => Message([.. CommonParts(), .. AuthorsParts(content), .. MetadataParts(metadata)]),
        _ => Message([.. CommonParts(), new Part("cfn-userdata", "x-cfninitdata", content), new Part("loguserdata.py", "x-shellscript", File("loguserdata.py")), .. MetadataParts(metadata), .. ToolsParts(metadataUrl)]),
    };

    private static IEnumerable<Part> CommonParts() =>
    [
        new("cloud-config", "cloud-config", File("cloud-config.yaml")),
        new("boothook.sh", "cloud-boothook", File("boothook.sh")),
        new("part-handler.py", "part-handler", File("part-handler.py")),
    ];

    /// <summary>The parts of a text that is a MIME message itself, such as that of OS::Heat::MultipartMime; otherwise the text as one part.</summary>
    private static IEnumerable<Part> AuthorsParts(string content) => MultipartText.Split(content) is { } parts ? parts : [new Part("", "plain", content)];

    private static IEnumerable<Part> MetadataParts(MapValue metadata) => metadata.Count > 0 ? [new Part("cfn-init-data", "x-cfninitdata", ValueText.Json(metadata))] : [];

    private static IEnumerable<Part> ToolsParts(Uri? metadataUrl)
    {
        if (metadataUrl is null)
            yield break;
        yield return new Part("cfn-metadata-server", "x-cfninitdata", metadataUrl.AbsoluteUri);
        string[] boto =
        [
            "[Boto]", "debug = 0", $"is_secure = {(metadataUrl.Scheme == Uri.UriSchemeHttps ? 1 : 0)}", "https_validate_certificates = 1",
            "cfn_region_name = heat", $"cfn_region_endpoint = {metadataUrl.Host}",
        ];
        yield return new Part("cfn-boto-cfg", "x-cfninitdata", string.Join('\n', boto));
    }

    private static string Message(IReadOnlyList<Part> parts)
    {
        // The boundary is told by the content, so that the same server gets the same message again.
        var boundary = $"==============={Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..19]}==";
        var message = new StringBuilder($"Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n");
        foreach (var part in parts)
            message.Append($"--{boundary}\n{part.Text()}\n");
        return message.Append($"--{boundary}--\n").ToString();
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

    /// <summary>A part of the message.</summary>
    internal sealed record Part(string FileName, string Subtype, string Content)
    {
        public string Text()
        {
            var isPlain = Ascii.IsValid(Content);
            var body = isPlain ? Content : Convert.ToBase64String(Encoding.UTF8.GetBytes(Content), Base64FormattingOptions.InsertLineBreaks);
            return $"Content-Type: text/{Subtype}; charset=\"{(isPlain ? "us-ascii" : "utf-8")}\"\nMIME-Version: 1.0\nContent-Transfer-Encoding: {(isPlain ? "7bit" : "base64")}\n"
                + $"Content-Disposition: attachment; filename=\"{FileName}\"\n\n{body}";
        }
    }

    /// <summary>Takes MIME messages apart.</summary>
    private static partial class MultipartText
    {
        public static IReadOnlyList<Part>? Split(string text)
        {
            var headerEnd = text.IndexOf("\n\n", StringComparison.Ordinal);
            if (headerEnd < 0 || Boundary().Match(text[..headerEnd]) is not { Success: true } boundary)
                return null;
            var sections = text[(headerEnd + 1)..].Split($"\n--{boundary.Groups["it"].Value}");
            return [.. sections.Skip(1).Where(section => !section.StartsWith("--", StringComparison.Ordinal)).Select(ReadPart)];
        }

        private static Part ReadPart(string section)
        {
            var headerEnd = section.IndexOf("\n\n", StringComparison.Ordinal);
            var headers = headerEnd < 0 ? section : section[..headerEnd];
            var body = headerEnd < 0 ? "" : section[(headerEnd + 2)..];
            return new Part(
                FileNameOf().Match(headers) is { Success: true } name ? name.Groups["it"].Value : "",
                Subtype().Match(headers) is { Success: true } subtype ? subtype.Groups["it"].Value : "plain",
                IsBase64().IsMatch(headers) ? Decoded(body) : body);
        }

        private static string Decoded(string body)
        {
            var bytes = new byte[body.Length];
            return Convert.TryFromBase64String(body, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : body;
        }

        [GeneratedRegex("(?i)content-type:\\s*multipart/[^;]+;\\s*boundary=\"?(?<it>[^\"\\r\\n]+)\"?")]
        private static partial Regex Boundary();

        [GeneratedRegex("(?i)filename=\"?(?<it>[^\"\\r\\n;]*)\"?")]
        private static partial Regex FileNameOf();

        [GeneratedRegex("(?i)content-type:\\s*[^/\\s]+/(?<it>[^;\\s]+)")]
        private static partial Regex Subtype();

        [GeneratedRegex("(?i)content-transfer-encoding:\\s*base64")]
        private static partial Regex IsBase64();
    }
}
