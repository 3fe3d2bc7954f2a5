using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources;

/// <summary>
/// An update that takes several steps in the cloud, noted with the resource: each step is begun, awaited and struck off, so that the update goes on where it stood after a crash.
/// </summary>
internal static class NotedSteps
{
    private const string Notes = "update_steps";

    public static MapValue Step(string action, Value with) => MapValue.Of(("do", action), ("with", with));

    public static string? ActionOf(MapValue step) => step.Text("do");

    /// <summary>True when this very update has noted its steps already; what an earlier one left behind doesn't count.</summary>
    public static bool AreNoted(ResourceContext resource) => Read(resource) is not null;

    public static void Note(ResourceContext resource, IEnumerable<MapValue> steps) =>
        resource.RecordData(Notes, ValueJson.Write(MapValue.Of(("update", Mark(resource)), ("steps", ListValue.Create(steps)))));

    /// <summary>Goes on as far as it can without waiting.</summary>
    /// <returns>True when no step is left.</returns>
    public static async Task<bool> AdvanceAsync(ResourceContext resource, Func<MapValue, Task> begin, Func<MapValue, Task<bool>> isOver)
    {
        var steps = Read(resource)?.ToList() ?? [];
        while (steps.Count > 0)
        {
            if (!steps[0].Is("begun"))
            {
                await begin(steps[0]);
                steps[0] = steps[0].With("begun", true);
                Note(resource, steps);
                return false;
            }
            if (!await isOver(steps[0]))
                return false;
            steps.RemoveAt(0);
            Note(resource, steps);
        }
        resource.RecordData(Notes, null);
        return true;
    }

    private static IEnumerable<MapValue>? Read(ResourceContext resource) =>
        resource.Data.TryGetValue(Notes, out var text) && ValueJson.ParseMap(text) is var notes && notes.Text("update") == Mark(resource) ? notes.Get("steps").Maps() : null;

    private static string Mark(ResourceContext resource) => resource.StartedAt.ToString("O", CultureInfo.InvariantCulture);
}
