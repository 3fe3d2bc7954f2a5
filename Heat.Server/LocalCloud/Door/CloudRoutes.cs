using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Door;

/// <summary>A group of routes of one service: an API's servers, ports, users…</summary>
internal interface ICloudApi
{
    void Map(CloudRoutes routes);
}

/// <summary>Puts handlers on routes of a service. A read is a function of the request; a change also gets the transaction that makes it durable.</summary>
internal sealed class CloudRoutes(IEndpointRouteBuilder builder, CloudService service, LocalCloudState state, ITokenLookup tokens, Faults faults)
{
    private const int MostContent = 33 * 1024 * 1024;

    // Answers go to clients, not into pages: quotes may stay quotes.
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Get(string pattern, Func<CloudRequest, CloudReply> handler) => Read(pattern, handler, anonymous: false);

    public void Public(string pattern, Func<CloudRequest, CloudReply> handler) => Read(pattern, handler, anonymous: true);

    public void Post(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("POST", pattern, handler, anonymous: false);

    public void PublicPost(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("POST", pattern, handler, anonymous: true);

    public void PublicPut(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("PUT", pattern, handler, anonymous: true);

    public void PublicPatch(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("PATCH", pattern, handler, anonymous: true);

    public void PublicDelete(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("DELETE", pattern, handler, anonymous: true);

    /// <summary>A GET that changes something, as one service has them.</summary>
    public void ChangingGet(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("GET", pattern, handler, anonymous: false);

    public void Put(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("PUT", pattern, handler, anonymous: false);

    public void Patch(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("PATCH", pattern, handler, anonymous: false);

    public void Delete(string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler) => Change("DELETE", pattern, handler, anonymous: false);

    private void Read(string pattern, Func<CloudRequest, CloudReply> handler, bool anonymous) =>
        builder.MapMethods(Full(pattern), ["GET", "HEAD"], Answering(anonymous, (request, _) => Task.FromResult(handler(request))));

    private void Change(string method, string pattern, Func<CloudRequest, CloudTransaction, CloudReply> handler, bool anonymous) =>
        builder.MapMethods(Full(pattern), [method], Answering(anonymous,
            (request, cancellationToken) => state.ChangeAsync(transaction => handler(request, transaction), cancellationToken)));

    private RequestDelegate Answering(bool anonymous, Func<CloudRequest, CancellationToken, Task<CloudReply>> handler) =>
        async context => await AnswerAsync(context, anonymous, handler);

    /// <summary>Answers what no route of the service fits, in the service's own format.</summary>
    public void MapMissing() => builder.Map(Full("/{**rest}"), Answering(anonymous: false,
        (_, _) => throw CloudFaultException.NotFound("The resource could not be found.")));

    private string Full(string pattern) => $"{service.Root}{pattern}";

    private async Task AnswerAsync(HttpContext context, bool anonymous, Func<CloudRequest, CancellationToken, Task<CloudReply>> handler)
    {
        if (await faults.ApplyAsync(context)) return;
        CloudReply reply;
        try
        {
            reply = await handler(await ReadAsync(context, anonymous), context.RequestAborted);
        }
        catch (CloudFaultException fault)
        {
            reply = service.Refuse(fault);
        }
        catch (JsonException mismatch)
        {
            reply = service.Refuse(Misfit(mismatch));
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException && wrong.TargetSite?.DeclaringType?.Assembly == typeof(JsonNode).Assembly)
        {
            reply = service.Refuse(CloudFaultException.BadRequest("The request body has a value of the wrong type."));
        }
        await WriteAsync(context, reply);
    }

    private async Task<CloudRequest> ReadAsync(HttpContext context, bool anonymous)
    {
        var microversion = service.Microversion(context);
        var caller = tokens.Find(context.Request.Headers["X-Auth-Token"].ToString());
        if (caller is null && !anonymous) throw new CloudFaultException(401, "The request you have made requires authentication.");
        return new CloudRequest(context, await ContentAsync(context), caller, microversion);
    }

    private static async Task<ReadOnlyMemory<byte>> ContentAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding")) return ReadOnlyMemory<byte>.Empty;
        if (context.Request.ContentLength > MostContent) throw new CloudFaultException(413, "The request is larger than the local cloud takes.");
        var content = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(part, context.RequestAborted) is var count && count > 0)
        {
            if (content.Length + count > MostContent) throw new CloudFaultException(413, "The request is larger than the local cloud takes.");
            content.Write(part, 0, count);
        }
        return content.ToArray();
    }

    /// <summary>A body whose JSON doesn't fit the record: names the attribute as the services do.</summary>
    private static CloudFaultException Misfit(JsonException mismatch)
    {
        var attribute = (mismatch.Path ?? "$").TrimStart('$', '.');
        return CloudFaultException.BadRequest($"Invalid input for {(attribute.Length > 0 ? attribute : "the body")}. Reason: the value has the wrong type.", "HTTPBadRequest");
    }

    private async Task WriteAsync(HttpContext context, CloudReply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        service.Sign(context);
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
        if (reply.Content is { } content) await WriteContentAsync(response, content, reply.ContentType);
        else if (reply.Body is not null) await WriteJsonAsync(response, reply.Body, HttpMethods.IsHead(context.Request.Method));
    }

    private static async Task WriteContentAsync(HttpResponse response, ReadOnlyMemory<byte> content, string type)
    {
        response.ContentType = type;
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content);
    }

    private static async Task WriteJsonAsync(HttpResponse response, JsonNode body, bool head)
    {
        response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, s_plain);
        response.ContentLength = bytes.Length;
        if (!head) await response.Body.WriteAsync(bytes);
    }
}
