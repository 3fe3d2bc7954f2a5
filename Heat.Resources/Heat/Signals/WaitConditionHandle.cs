using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Signals;

/// <summary>OS::Heat::WaitConditionHandle — receives the signals that an OS::Heat::WaitCondition counts.</summary>
public sealed class WaitConditionHandle : SignalHandle
{
    private const string TokenKey = "token";
    private const string EndpointKey = "endpoint";

    public override ResourceSchema Schema { get; } = new("OS::Heat::WaitConditionHandle")
    {
        Description = "Receives signals, such as from instances that have finished their set-up, for a wait condition to count.",
        Support = SupportStatus.Since("2014.2"),
        Properties =
        [
            Property.Text("signal_transport", "The way by which signals come.")
                .OneOf(CfnSignal, TempUrlSignal, HeatSignal, NoSignal, ZaqarSignal, TokenSignal).DefaultsTo(TokenSignal).Since("6.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("curl_cli", "A command that signals success when a --data-binary argument is added: the transport TOKEN_SIGNAL only.").Live(),
            Attribute.Text("endpoint", "Where signals are sent: the transport TOKEN_SIGNAL only.").Live(),
            Attribute.Text("signal", "What a sender needs to know to signal, as JSON.").Live(),
            Attribute.Text("token", "The token to send signals with: the transport TOKEN_SIGNAL only.").Live(),
        ],
    };

    internal override SignalParts Parts { get; } = new("id", "data", "reason", "status");

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var user = await base.CreateAsync(resource, cancellation);
        switch (Transport(resource))
        {
            case TokenSignal:
                var project = await resource.StackUserProjectAsync(cancellation);
                resource.RecordData(EndpointKey, await SignalAddressAsync(resource, cancellation));
                resource.RecordData(TokenKey, await Users(resource).TokenAsync(user!, resource.Data[PasswordKey], project));
                break;
            case ZaqarSignal:
                await StackUserQueue.Signals.PrepareAsync(resource, cancellation);
                break;
            case TempUrlSignal:
                await SignalObject.PrepareForSignalsAsync(resource, cancellation);
                break;
            case NoSignal:
                PendingSignals.ArriveByThemselves(resource);
                break;
        }

        return user;
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var attributes = MapValue.Of(("signal", ValueText.Json(await SignalDescriptionAsync(resource, cancellation))));
        return resource.Data.GetValueOrDefault(TokenKey) is not { } token || resource.Data.GetValueOrDefault(EndpointKey) is not { } endpoint
            ? attributes
            : attributes.With(MapValue.Of(
                (TokenKey, token),
                (EndpointKey, endpoint),
                ("curl_cli", $"curl -i -X POST -H 'X-Auth-Token: {token}' -H 'Content-Type: application/json' -H 'Accept: application/json' {endpoint}")));
    }

    private protected override MapValue Complete(MapValue signal, MapValue received)
    {
        var number = received.Count + 1;
        return MapValue.Of((Parts.Reason, $"Signal {number} received"), (Parts.Data, Value.Null), (Parts.Id, ValueText.Plain(number)), (Parts.Status, Success)).With(signal);
    }

    private static async Task<Value> SignalDescriptionAsync(ResourceContext resource, CancellationToken cancellation) => Transport(resource) switch
    {
        CfnSignal => MapValue.Of(("alarm_url", await KeptSignedAddressAsync(resource, WaitConditionPath, cancellation))),
        HeatSignal => (await CredentialsAsync(resource, cancellation)).With("alarm_url", await SignalAddressAsync(resource, cancellation)),
        ZaqarSignal => (await CredentialsAsync(resource, cancellation)).With("queue_id", StackUserQueue.Signals.NameIn(resource.Data)),
        TempUrlSignal => MapValue.Of(("alarm_url", SignalObject.AddressIn(resource.Data))),
        NoSignal => MapValue.Empty,
        _ => Value.Null,
    };

    private static string Transport(ResourceContext resource) => resource.Properties.Get("signal_transport").AsText() ?? TokenSignal;
}
