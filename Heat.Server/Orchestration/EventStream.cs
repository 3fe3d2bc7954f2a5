using System.Text;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Values;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>
/// Events as they happen, as a stream of server-sent events: first those that there are, then each new one, until the client goes, the server stops, or the stack is gone.
/// A client that was cut off says with <c>Last-Event-ID</c> where it was.
/// </summary>
internal sealed class EventStream(StackReader reader, IHostApplicationLifetime server, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private const int PausesBetweenSignsOfLife = 30;

    public async Task WriteAsync(ApiRequest request, StackRecord stack, EventQuery query)
    {
        var http = request.Http;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        var marker = Guid.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : query.Marker;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation, server.ApplicationStopping);
        try
        {
            await FollowAsync(request, stack, query with { Descending = false, SortKeys = [], Limit = null, Marker = marker }, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
    }

    private async Task FollowAsync(ApiRequest request, StackRecord stack, EventQuery query, CancellationToken cancellation)
    {
        for (var pauses = 0; ; pauses++)
        {
            var isGone = await reader.FindAsync(stack.Id, cancellation) is null or { DeletedAt: not null };
            var events = await reader.ListEventsAsync(stack, query, cancellation);
            await SendAsync(request, events, pauses, cancellation);
            if (isGone)
                return;
            if (events.Count > 0)
                query = query with { Marker = events[^1].Event.Id };
            await Task.Delay(s_pause, time, cancellation);
        }
    }

    private static async Task SendAsync(ApiRequest request, IReadOnlyList<ListedEvent> events, int pauses, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var (@event, stack) in events)
            text.Append("id: ").Append(@event.Id).Append("\ndata: ").Append(ValueJson.Write(EventView.Listed(@event, stack, null, request.Links))).Append("\n\n");
        if (events.Count == 0 && pauses % PausesBetweenSignsOfLife == 0)
            text.Append(": waiting\n\n");
        if (text.Length == 0)
            return;
        await request.Http.Response.WriteAsync(text.ToString(), cancellation);
        await request.Http.Response.Body.FlushAsync(cancellation);
    }
}
