using System.Text.RegularExpressions;

namespace Heat.Resources.Constraints;

/// <summary><c>dns_name</c>: a name of the domain name system.</summary>
internal sealed class DomainNameCheck() : FormatConstraintCheck("dns_name")
{
    protected override string? Fault(string text) => DomainNameText.FormatFault(text);
}

/// <summary><c>dns_domain</c>: a full domain name, with its dot at the end.</summary>
internal sealed class DomainCheck() : FormatConstraintCheck("dns_domain")
{
    protected override string? Fault(string text) =>
        text.Length == 0 ? null : DomainNameText.FormatFault(text) ?? (text.EndsWith('.') ? null : $"'{text}' must end with '.'.");
}

/// <summary><c>rel_dns_name</c>: a name that gets a domain added.</summary>
internal sealed class RelativeDomainNameCheck() : FormatConstraintCheck("rel_dns_name")
{
    protected override string? Fault(string text) => text switch
    {
        "" => null,
        _ when text.EndsWith('.') => $"'{text}' is a FQDN. It should be a relative domain name.",
        { Length: > DomainNameText.MaximumLength - 3 } =>
            $"'{text}' contains '{text.Length}' characters. Adding a domain name will cause it to exceed the maximum length of a FQDN of '{DomainNameText.MaximumLength}'.",
        _ => DomainNameText.FormatFault(text),
    };
}

/// <summary>Names of the domain name system as text.</summary>
internal static partial class DomainNameText
{
    public const int MaximumLength = 255;

    public static string? FormatFault(string text) => Fault(text) is { } reason ? $"'{text}' not in valid format. Reason: {reason}" : null;

    private static string? Fault(string text)
    {
        if (text.Length == 0)
            return null;
        var trimmed = text.EndsWith('.') ? text[..^1] : text;
        if (trimmed.Length > MaximumLength)
            return $"'{trimmed}' exceeds the {MaximumLength} character FQDN limit";
        var labels = trimmed.Split('.');
        return labels.Select(LabelFault).FirstOrDefault(fault => fault is not null)
            ?? (text.EndsWith('.') && labels.Length > 1 && labels[^1].All(char.IsAsciiDigit) ? $"TLD '{labels[^1]}' must not be all numeric." : null);
    }

    private static string? LabelFault(string label)
    {
        if (label.Length == 0)
            return "Encountered an empty component.";
        if (label.StartsWith('-') || label.EndsWith('-'))
            return $"Name '{label}' must not start or end with a hyphen.";
        return Label().IsMatch(label) ? null : $"Name '{label}' must be 1-63 characters long, each of which can only be alphanumeric or a hyphen.";
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
