using Heat.Resources.Clients;
using Heat.Tests.LocalCloud;
using NUnit.Framework;

namespace Heat.Tests.Clients;

public sealed class AnswerCacheTests
{
    private readonly MovableTime _time = new();
    private int _asked;

    [SetUp]
    public void Start() => _asked = 0;

    [Test]
    public async Task An_answer_is_remembered_as_long_as_it_holds()
    {
        var cache = new AnswerCache<int>(_time, capacity: 10);
        var until = _time.GetUtcNow().AddSeconds(5);
        var first = await AskAsync(cache, "a", until);
        var second = await AskAsync(cache, "a", until);
        _time.Pass(5);
        var third = await AskAsync(cache, "a", until);
        Assert.That((first, second, third), Is.EqualTo((1, 1, 2)));
    }

    [Test]
    public async Task A_failure_is_not_remembered()
    {
        var cache = new AnswerCache<int>(_time, capacity: 10);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.GetAsync("a", () => throw new InvalidOperationException(), _ => DateTimeOffset.MaxValue, default));
        Assert.That(await AskAsync(cache, "a", DateTimeOffset.MaxValue), Is.EqualTo(1));
    }

    [Test]
    public async Task It_does_not_grow_beyond_its_capacity()
    {
        var cache = new AnswerCache<int>(_time, capacity: 3);
        for (var number = 0; number < 10; number++)
            await AskAsync(cache, $"{number}", DateTimeOffset.MaxValue);
        var askedBefore = _asked;
        for (var number = 0; number < 10; number++)
            await AskAsync(cache, $"{number}", DateTimeOffset.MaxValue);
        Assert.That(_asked - askedBefore, Is.GreaterThanOrEqualTo(7));
    }

    private ValueTask<int> AskAsync(AnswerCache<int> cache, string key, DateTimeOffset until) => cache.GetAsync(key, () => Task.FromResult(++_asked), _ => until, default);
}
