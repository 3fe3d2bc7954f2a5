using NUnit.Framework;

namespace Heat.Tests;

/// <summary>Something outside the sources that tests need. Without it they are skipped where a developer works, and fail where nobody would see that they were skipped.</summary>
internal static class Missing
{
    private static bool NobodyLooks => Environment.GetEnvironmentVariable("CI") == "true";

    public static void Skip(string reason)
    {
        if (NobodyLooks)
            Assert.Fail(reason);
        Assert.Ignore(reason);
    }
}
