using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;

namespace Heat.Server.Orchestration;

/// <summary>Short addresses of stacks, by name, id or ARN: each is answered with a redirect to the full address.</summary>
internal sealed class LookupRoutes(StackReader reader) : IApiRoutes
{
    private const string Rule = "stacks:lookup";
    private static readonly string[] s_readable = ["resources", "events", "template", "actions", "environment", "files"];
    private static readonly string[] s_writable = ["resources", "events", "template", "actions"];

    public void Map(ApiRoutes api)
    {
        api.Get("/stacks/{name}", Rule, request => LookUpAsync(request, ""));
        api.Post("/stacks/{name}", Rule, request => LookUpAsync(request, ""));
        api.Put("/stacks/{name}", Rule, request => LookUpAsync(request, ""));
        api.Patch("/stacks/{name}", Rule, request => LookUpAsync(request, ""));
        api.Delete("/stacks/{name}", Rule, request => LookUpAsync(request, ""));
        foreach (var part in s_readable)
            api.Get($"/stacks/{{name}}/{part}", Rule, request => LookUpAsync(request, $"/{part}"));
        foreach (var part in s_writable)
            api.Post($"/stacks/{{name}}/{part}", Rule, request => LookUpAsync(request, $"/{part}"));
    }

    private async Task LookUpAsync(ApiRequest request, string part)
    {
        var name = StackAddressPaths.Read(request.Route("name"));
        var query = request.Http.Request.QueryString.Value;
        if (StackAddress.TryParse(name, out var address))
        {
            await Answers.RedirectAsync(request.Http, $"{request.Root}/v1/{address.Project}/stacks/{Uri.EscapeDataString(address.Name)}/{address.Id}{address.Path}{part}{query}");
            return;
        }

        var stack = await reader.FindAsync(request.Caller, name, request.Cancellation) ?? throw new EntityNotFoundException("Stack", name);
        await Answers.RedirectAsync(request.Http, $"{request.Links.Stack(stack)}{part}{query}");
    }
}
