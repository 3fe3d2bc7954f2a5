using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary>What the reference's language says when something can't become a whole number.</summary>
internal static class IntegerReading
{
    public static string NotANumber(Value value) => $"int() argument must be a string, a bytes-like object or a real number, not '{value.KindName}'";
}
