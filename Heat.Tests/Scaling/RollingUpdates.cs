using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;
using Heat.Resources.Heat;
using Heat.Tests.Resources;
using NUnit.Framework;

namespace Heat.Tests.Scaling;

/// <summary>The stages by which groups get a new definition, whatever their sizes and policies are, and wherever an earlier update was broken off.</summary>
public sealed class RollingUpdates
{
    private const string Whole = "UPDATE_COMPLETE";
    private const string Broken = "UPDATE_FAILED";
    private static readonly Value s_old = Definition("old");
    private static readonly Value s_new = Definition("new");

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public FsCheck.Property A_scaling_group_keeps_to_its_policy() => Prop.ForAll(Cases.ToArbitrary(), each => Check(each, Series(new AutoScalingGroup(), each, new Dictionary<string, Value>
    {
        ["min_size"] = 0,
        ["max_size"] = 100,
        ["desired_capacity"] = each.Target,
        ["resource"] = s_new,
        ["rolling_updates"] = MapValue.Of(("max_batch_size", each.BatchSize), ("min_in_service", each.MinimumInService)),
    })));

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public FsCheck.Property A_numbered_group_keeps_to_its_policy() => Prop.ForAll(Cases.ToArbitrary(), each => Check(each, Series(new ResourceGroup(), each, new Dictionary<string, Value>
    {
        ["count"] = each.Target,
        ["index_var"] = "%index%",
        ["resource_def"] = s_new,
    }, MapValue.Of(("rolling_update", MapValue.Of(("max_batch_size", each.BatchSize), ("min_in_service", each.MinimumInService)))))));

    [Test]
    public void Whoever_goes_on_knows_how_large_the_group_was()
    {
        var group = new AutoScalingGroup();
        var before = new Case(Enumerable.Repeat((s_old, Whole), 4).ToList(), 0, 2, 4);
        var context = Context(Properties(before), MapValue.Empty);
        var stages = group.ContentsAsync(context, before.View(), default).Result;
        var grown = Members(stages[0]);
        Assert.That(grown.Count, Is.EqualTo(6), "it grows for a while");

        var after = new GroupBefore(grown.ToDictionary(member => member.Key, member => (member.Value, Whole))) { Id = Guid.Empty, Arn = "" };
        var rest = group.ContentsAsync(context, after, default).Result;
        Assert.That(Members(rest[^1]), Has.Count.EqualTo(4).And.All.Matches<KeyValuePair<string, Value>>(member => member.Value == s_new));
    }

    private static Gen<Case> Cases =>
        from size in Gen.Choose(1, 12)
        from members in (from isNew in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true))) from isBroken in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true))) select (isNew ? s_new : s_old, isBroken ? Broken : Whole)).ListOf(size)
        from target in Gen.Choose(1, 12)
        from batchSize in Gen.Choose(1, 6)
        from minimumInService in Gen.Choose(0, 14)
        select new Case([.. members], target, batchSize, minimumInService);

    private static void Check(Case each, IReadOnlyList<MapValue> series)
    {
        var members = each.View().Members.ToDictionary(name => name, each.Member);
        var isRolling = members.Values.Any(member => member.Definition != s_new);
        // Those that are broken already can't be waited for: the first batch may be as large as they are many.
        var broken = members.Values.Count(member => member.State == Broken);
        var touchable = Math.Max(each.BatchSize, broken);
        var needed = Math.Min(Math.Min(each.MinimumInService, each.Target), members.Count) - broken;
        foreach (var stage in isRolling ? series : [])
        {
            var added = stage.Keys.Count(name => !members.ContainsKey(name));
            var touched = added + stage.Count(member => members.TryGetValue(member.Key, out var before) && (before.State == Broken || before.Definition != member.Value));
            Assert.That(touched, Is.LessThanOrEqualTo(touchable).Or.EqualTo(added), () => $"changed at a time: {each.Describe()}");
            Assert.That(stage.Count - touched, Is.GreaterThanOrEqualTo(needed), () => $"in service: {each.Describe()}");
            members = stage.ToDictionary(member => member.Key, member => (member.Value, Whole));
        }

        Assert.That(series[^1], Has.Count.EqualTo(each.Target), () => $"in the end: {each.Describe()}");
        if (isRolling)
            Assert.That(series[^1].Values, Is.All.EqualTo(s_new), () => $"in the end: {each.Describe()}");
    }

    private static List<MapValue> Series(NestedStackType type, Case each, Dictionary<string, Value> properties, MapValue? policy = null) =>
        [.. type.ContentsAsync(Context(MapValue.Create(properties), policy ?? MapValue.Empty), each.View(), default).Result.Select(Members)];

    private static MapValue Properties(Case each) => MapValue.Of(
        ("min_size", 0), ("max_size", 100), ("resource", s_new), ("rolling_updates", MapValue.Of(("max_batch_size", each.BatchSize), ("min_in_service", each.MinimumInService))));

    private static BenchContext Context(MapValue properties, MapValue policy) => new(properties)
    {
        Stack = new StackOutline { Id = Guid.Empty, Name = "s", ProjectId = "p", Action = StackAction.Update },
        Name = "group",
        Id = Guid.Empty,
        PhysicalName = "s-group",
        Properties = properties,
        UpdatePolicy = policy,
        Cloud = new NoCloud(),
        Time = TimeProvider.System,
        StartedAt = DateTimeOffset.UnixEpoch,
        PreviousStatus = Whole,
    };

    private static MapValue Members(NestedStackContent content) => content.Template.ToValue().AsMap()!.Get("resources").AsMap()!;

    private static MapValue Definition(string value) => MapValue.Of(("type", "OS::Heat::TestResource"), ("properties", MapValue.Of(("value", value))));

    /// <param name="Members">The members before, in their order.</param>
    private sealed record Case(IReadOnlyList<(Value Definition, string State)> Members, int Target, int BatchSize, int MinimumInService)
    {
        public (Value Definition, string State) Member(string name) => Members[int.Parse(name, CultureInfo.InvariantCulture)];

        public string Describe() => $"{string.Join(", ", Members.Select(member => $"{(member.Definition == s_new ? "new" : "old")} {member.State}"))} to {Target}, {BatchSize} at a time, {MinimumInService} in service";

        public GroupBefore View() => new(Members.Select((member, place) => (place, member)).ToDictionary(each => each.place.ToString(CultureInfo.InvariantCulture), each => each.member))
        {
            Id = Guid.Empty,
            Arn = "",
        };
    }
}
