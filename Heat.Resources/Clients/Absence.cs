using Heat.Core.Resources;

namespace Heat.Resources.Clients;

/// <summary>Calls for which an absent object is as good as a success.</summary>
internal static class Absence
{
    public static async Task IgnoreAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CloudException absent) when (absent.Nature == FailureNature.NotFound)
        {
            // What isn't there needs no change.
        }
    }
}
