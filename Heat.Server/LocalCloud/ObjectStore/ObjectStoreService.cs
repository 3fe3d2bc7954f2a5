using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Microsoft.AspNetCore.WebUtilities;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>Swift: /object-store/v1.</summary>
internal sealed class ObjectStoreService(IReadOnlyList<ICloudApi> apis) : CloudService
{
    public override string Root => "/object-store";

    public override IReadOnlyList<ICloudApi> Apis { get; } = apis;

    protected override JsonObject Fault(CloudFaultException fault) => new() { ["error"] = $"{fault.Status} {ReasonPhrases.GetReasonPhrase(fault.Status)}", ["message"] = fault.Message };
}
