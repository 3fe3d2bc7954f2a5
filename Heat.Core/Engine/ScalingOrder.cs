using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>How a group is to be scaled. The size is worked out when a policy asks for it, so that carrying the order out twice leads to the same size.</summary>
/// <param name="Cooldown">Seconds in which no other adjustment is to follow; null for as many as the group says.</param>
/// <param name="Reason">What the group's metadata say about it afterwards.</param>
internal sealed record ScalingOrder(int Size, double? Cooldown, string Reason)
{
    private const string SizeKey = "size";
    private const string CooldownKey = "cooldown";
    private const string ReasonKey = "reason";

    public static ScalingOrder Read(string json)
    {
        var order = ValueJson.ParseMap(json);
        return new ScalingOrder((int)order.Get(SizeKey).AsInteger()!.Value, order.Get(CooldownKey).AsNumber(), order.Get(ReasonKey).AsText() ?? "");
    }

    public string Write() => ValueJson.Write(MapValue.Of((SizeKey, Size), (CooldownKey, Cooldown is { } cooldown ? cooldown : Value.Null), (ReasonKey, Reason)));
}
