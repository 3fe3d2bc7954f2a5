namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>The functions, or the methods, that share a name.</summary>
internal sealed class OverloadSet(IEnumerable<Overload> overloads)
{
    private readonly Overload[] _overloads = [.. overloads.OrderBy(overload => overload.Generality)];
    private readonly bool _takesRules = overloads.Any(overload => overload.TakesRules);

    /// <summary>Calls the most particular overload that fits; without one, answers false. Arguments are only evaluated when there may be one.</summary>
    public bool TryInvoke(Scope scope, Arguments arguments, out object? result)
    {
        result = null;
        var given = _takesRules ? arguments : arguments.WithNames();
        var candidates = Array.FindAll(_overloads, overload => overload.Fits(given));
        if (candidates.Length == 0)
            return false;
        given = given.Evaluated(scope, candidates[0]);
        if (Array.Find(candidates, overload => overload.Fits(given)) is not { } chosen)
            return false;
        result = chosen.Invoke(scope, given);
        scope.Effort.CheckMemory(result);
        return true;
    }
}
