using System.Xml.Linq;
using Heat.Core.Security;
using Heat.Core.Signals;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration;
using Heat.Server.Orchestration.Reading;

namespace Heat.Server.CloudFormation;

/// <summary>
/// Signals sent to signed addresses: <c>PUT /v1/waitcondition/{resource}</c>, whose sender is told whether the signal counts, and <c>POST /v1/signal/{resource}</c>, whose sender isn't. The resource is named by its ARN.
/// </summary>
internal sealed class SignalDoor(SignalService signals, SignalPost post, StackReader reader, BodyReader bodies)
{
    private const string ResourcePath = "/resources/";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/waitcondition/{**arn}", CountAsync);
        routes.MapPost("/v1/signal/{**arn}", SignalAsync);
    }

    private async Task CountAsync(HttpContext http)
    {
        var (stack, resource) = await FindAsync(http);
        await signals.SignalAsync(stack, resource, await DetailsAsync(http), http.RequestAborted);
        await CfnAnswers.WriteAsync(http, StatusCodes.Status200OK, new XElement("resource", resource));
    }

    private async Task SignalAsync(HttpContext http)
    {
        var (stack, resource) = await FindAsync(http);
        await post.SendAsync(stack, resource, await DetailsAsync(http), http.RequestAborted);
        http.Response.ContentType = "text/html; charset=UTF-8";
        http.Response.ContentLength = 0;
    }

    private async Task<Value> DetailsAsync(HttpContext http) => (Value?)await bodies.ReadOptionalAsync(http) ?? Value.Null;

    private async Task<(StackRecord Stack, string Resource)> FindAsync(HttpContext http)
    {
        var arn = http.Request.RouteValues["arn"] as string ?? "";
        if (!StackAddress.TryParse(arn, out var address) || !address.Path.StartsWith(ResourcePath, StringComparison.Ordinal))
            throw new CfnFaultException(CfnFault.InvalidParameterValue with { Detail = $"\"{arn}\" is not a valid Heat ARN" });
        var caller = http.Features.Get<RequestContext>() ?? throw new InvalidOperationException("The request passed no authentication.");
        if (!Guid.TryParse(address.Id, out var id) || await reader.FindAsync(id, http.RequestAborted) is not { DeletedAt: null } stack)
            throw new EntityNotFoundException("Stack", address.Name);
        if (!stack.IsOpenTo(caller) || stack.Name != address.Name || stack.ProjectId != address.Project)
            throw new EntityNotFoundException("Stack", address.Name);
        return (stack, Uri.UnescapeDataString(address.Path[ResourcePath.Length..]));
    }
}
