using System.Reflection;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>Each command of the stock client that is about orchestration has a test that holds it.</summary>
public sealed class HeldCommands
{
    private static readonly string s_list = Path.Combine(Repository.Root, "Heat.Tests", "Facts", "client-commands.txt");

    [Test]
    public void Every_command_is_held_by_a_test() => Assert.That(
        File.ReadLines(s_list).Except(typeof(HeldCommands).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttribute<HoldsAttribute>()?.Commands ?? [])),
        Is.Empty);
}
