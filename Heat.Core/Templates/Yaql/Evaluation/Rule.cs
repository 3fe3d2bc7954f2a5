namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>What <c>key => value</c> comes to.</summary>
internal sealed record Rule(object? Source, object? Destination)
{
    public KeyValuePair<Key, object?> AsEntry => new(new Key(Source), Destination);
}

/// <summary>A <c>condition => value</c> whose sides are only evaluated when asked for.</summary>
internal sealed record LazyRule(Lambda Source, Lambda Destination);
