using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>Puts MIME messages together and takes them apart.</summary>
internal static partial class MimeMessage
{
    public static string Of(IReadOnlyList<MimePart> parts)
    {
        // The boundary is told by the content, so that the same parts make the same message again.
        var boundary = $"==============={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..19]}==";
        var message = new StringBuilder($"Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n");
        foreach (var part in parts)
            message.Append($"--{boundary}\n{part.Text()}\n");
        return message.Append($"--{boundary}--\n").ToString();
    }

    /// <summary>The parts of a message; null when the text is none.</summary>
    public static IReadOnlyList<MimePart>? Split(string text)
    {
        var headerEnd = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (headerEnd < 0 || Boundary().Match(text[..headerEnd]) is not { Success: true } boundary)
            return null;
        var sections = text[(headerEnd + 1)..].Split($"\n--{boundary.Groups["it"].Value}");
        return [.. sections.Skip(1).Where(section => !section.StartsWith("--", StringComparison.Ordinal)).Select(ReadPart)];
    }

    private static MimePart ReadPart(string section)
    {
        var headerEnd = section.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = headerEnd < 0 ? section : section[..headerEnd];
        var body = headerEnd < 0 ? "" : section[(headerEnd + 2)..];
        return new MimePart(
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
