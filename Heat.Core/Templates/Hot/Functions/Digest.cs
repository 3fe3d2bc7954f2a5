using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>digest: [algorithm, text]</c> — the checksum of a text in hexadecimal digits.</summary>
[Function(HotVersions.Dialect, "digest", HotVersions.Kilo, Description = "A function for performing digest operations.")]
internal sealed class Digest(FunctionCall call) : Function(call)
{
    protected override Value? Result(IEvaluationScope scope)
    {
        if (Argument(scope) is not ListValue arguments || !arguments.All(argument => argument is TextValue))
            throw TypeError($"Argument to function \"{Name}\" must be a list of strings");
        if (arguments.Count != 2)
            throw ValueError($"Function \"{Name}\" usage: [\"<algorithm>\", \"<value>\"]");
        var compute = DigestAlgorithms.Find(arguments[0].AsText()!) ?? throw ValueError($"Algorithm must be one of {{{string.Join(", ", DigestAlgorithms.Names.Select(name => $"'{name}'"))}}}");
        return Convert.ToHexStringLower(compute(Bytes(arguments[1].AsText()!)));
    }

    // The reference encodes the text in Latin-1, which makes a difference from the first letter outside ASCII on.
    private byte[] Bytes(string text)
    {
        var foreign = text.IndexOf(text.FirstOrDefault(character => character > 'ÿ'), StringComparison.Ordinal);
        return text.Any(character => character > 'ÿ')
            ? throw ValueError($"'latin-1' codec can't encode character '\\u{(int)text[foreign]:x4}' in position {foreign}: ordinal not in range(256)")
            : System.Text.Encoding.Latin1.GetBytes(text);
    }
}
