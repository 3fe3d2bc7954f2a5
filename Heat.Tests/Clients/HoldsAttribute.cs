using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Heat.Tests.Clients;

/// <summary>Names the commands of the stock client that a test holds: those that have to work for it. A test that doesn't run them with success fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HoldsAttribute(params string[] commands) : Attribute, ITestAction
{
    public IReadOnlyList<string> Commands { get; } = commands;

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) => Assert.That(
        Commands.Where(command => !RunningHeat.Client.HasSucceeded(test.Id, command) && !RunningHeat.Administrator.HasSucceeded(test.Id, command)),
        Is.Empty,
        "The test holds these commands, but didn't run them with success.");
}
