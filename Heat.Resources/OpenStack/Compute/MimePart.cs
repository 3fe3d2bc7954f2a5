using System.Text;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>A part of a MIME message.</summary>
internal sealed record MimePart(string FileName, string Subtype, string Content)
{
    public string Text()
    {
        var isPlain = Ascii.IsValid(Content);
        var body = isPlain ? Content : Convert.ToBase64String(Encoding.UTF8.GetBytes(Content), Base64FormattingOptions.InsertLineBreaks);
        return $"Content-Type: text/{Subtype}; charset=\"{(isPlain ? "us-ascii" : "utf-8")}\"\nMIME-Version: 1.0\nContent-Transfer-Encoding: {(isPlain ? "7bit" : "base64")}\n"
            + $"Content-Disposition: attachment; filename=\"{FileName}\"\n\n{body}";
    }
}
