using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>What resources have in common that wait for signals from instances: the ways by which a signal can reach them.</summary>
public abstract class SignalResponder : StackUserResource
{
    internal const string CfnSignal = "CFN_SIGNAL";
    internal const string TempUrlSignal = "TEMP_URL_SIGNAL";
    internal const string HeatSignal = "HEAT_SIGNAL";
    internal const string NoSignal = "NO_SIGNAL";
    internal const string ZaqarSignal = "ZAQAR_SIGNAL";
    internal const string TokenSignal = "TOKEN_SIGNAL";

    /// <summary>The path for signals that a wait condition counts; they are sent by PUT.</summary>
    internal const string WaitConditionPath = "waitcondition";

    /// <summary>The path for all other signals; they are sent by POST.</summary>
    internal const string SignalPath = "signal";

    public override bool TakesSignals => true;

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await StackUserQueue.Signals.RemoveAsync(resource, cancellation);
        if (SignalObject.NameIn(resource.Data) is not null)
            await SignalObject.RemoveAsync(resource, cancellation);
        await base.DeleteAsync(resource, cancellation);
    }

    /// <summary>The address of a resource among all stacks.</summary>
    internal static string ArnOf(ResourceContext resource) => $"{resource.Stack.Arn}/resources/{Uri.EscapeDataString(resource.Name)}";

    /// <summary>An address at the CloudFormation API that proves by its signature who signals.</summary>
    /// <param name="neverExpires">Leaves the time of signing out.</param>
    internal static async Task<string> SignedAddressAsync(ResourceContext resource, string path, bool neverExpires, CancellationToken cancellation)
    {
        var root = await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation)
            ?? throw new ResourceException("EndpointNotFound", "public endpoint for cloudformation service not found");
        var (access, secret) = await KeysAsync(resource, cancellation);
        var verb = path == WaitConditionPath ? "PUT" : "POST";
        return SignedAddress.Of(verb, new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{path}"), ArnOf(resource), access, secret, neverExpires ? null : resource.Time.GetUtcNow());
    }

    /// <summary>The signed address that was made first, so that it stays the same for the resource's life.</summary>
    internal static async Task<string> KeptSignedAddressAsync(ResourceContext resource, string path, CancellationToken cancellation)
    {
        const string key = "ec2_signed_url";
        if (resource.Data.GetValueOrDefault(key) is { } kept)
            return kept;
        var address = await SignedAddressAsync(resource, path, neverExpires: false, cancellation);
        resource.RecordData(key, address);
        return address;
    }

    /// <summary>What somebody needs to signal through the orchestration API with a password.</summary>
    internal static async Task<MapValue> CredentialsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var user = await UserAsync(resource, cancellation);
        var users = Users(resource);
        return MapValue.Of(
            ("auth_url", users.LoginAddress.AbsoluteUri.TrimEnd('/')),
            ("username", resource.PhysicalName),
            ("user_id", user),
            ("password", resource.Data.GetValueOrDefault(PasswordKey)),
            ("project_id", await resource.StackUserProjectAsync(cancellation)),
            ("domain_id", await users.DomainIdAsync(cancellation)),
            ("region_name", resource.Cloud.Region));
    }

    /// <summary>Where the orchestration API takes signals for the resource from its own user.</summary>
    internal static async Task<string> SignalAddressAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var project = await resource.StackUserProjectAsync(cancellation);
        var root = await resource.Cloud.Service<OrchestrationClient>().AddressForAsync(project, cancellation);
        return $"{root}/stacks/{ServiceClient.Segment(resource.Stack.Name)}/{resource.Stack.Id}/resources/{ServiceClient.Segment(resource.Name)}/signal";
    }
}
