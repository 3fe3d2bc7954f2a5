using System.Text.Json;
using Heat.Core.Values;

namespace Heat.Resources.Constraints;

/// <summary><c>json_string</c>: a text that is JSON.</summary>
internal sealed class JsonTextCheck() : FormatConstraintCheck("json_string")
{
    protected override string? Fault(string text)
    {
        try
        {
            ValueJson.Parse(text);
            return null;
        }
        catch (JsonException exception)
        {
            return $"JSON string expected: {exception.Message}";
        }
    }
}
