using System.Collections;

namespace Heat.Core.Templates.Yaql.Library;

/// <summary>A sequence that remembers the items that were asked for.</summary>
internal sealed class Memorised(IEnumerable<object?> items) : IEnumerable<object?>
{
    private readonly List<object?> _known = [];
    private readonly IEnumerator<object?> _rest = items.GetEnumerator();

    public IEnumerator<object?> GetEnumerator()
    {
        for (var index = 0; index < _known.Count || Advance(); index++)
            yield return _known[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Advance()
    {
        if (!_rest.MoveNext())
            return false;
        _known.Add(_rest.Current);
        return true;
    }
}
