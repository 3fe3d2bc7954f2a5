using Heat.Core.Values;

namespace Heat.Core.Signals;

/// <summary>What the event about a signal says.</summary>
internal static class SignalReason
{
    /// <param name="result">What the resource's type made of the signal; null when it says nothing.</param>
    public static string Of(Value details, string? result) => result is { Length: > 0 } ? $"Signal: {result}" : details switch
    {
        NullValue => "No signal details provided",
        TextValue text => text.Text,
        MapValue alarm when alarm.ContainsKey("previous") && alarm.ContainsKey("current") && alarm.ContainsKey("reason") =>
            $"alarm state changed from {ValueText.Plain(alarm.Get("previous"))} to {ValueText.Plain(alarm.Get("current"))} ({ValueText.Plain(alarm.Get("reason"))})",
        _ => "Unknown",
    };
}
