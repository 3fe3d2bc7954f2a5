using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>get_attr: [resource, attribute, key, …]</c> — an attribute of a resource or a part of it; null until the resource is there.</summary>
[Function(HotVersions.Dialect, "get_attr", HotVersions.Icehouse, Until = HotVersions.Liberty, Description = "A function for resolving resource attributes.")]
internal class GetAttribute : Function
{
    private readonly Expression _resource;
    private readonly Expression? _attribute;
    private readonly IReadOnlyList<Expression> _path;

    public GetAttribute(FunctionCall call)
        : this(call, fewest: 2)
    {
    }

    protected GetAttribute(FunctionCall call, int fewest, int most = int.MaxValue)
        : base(call)
    {
        var items = (Arguments as ListExpression ?? throw NotAList()).Items;
        if (items.Count < fewest || items.Count > most)
            throw WrongCount();
        _resource = items[0];
        _attribute = items.ElementAtOrDefault(1);
        _path = [.. items.Skip(2)];
    }

    internal override IEnumerable<Reference> OwnReferences(IEvaluationScope scope) =>
    [
        new Reference(ResourceName.Of(_resource, scope), Span, Path)
        {
            IsAttribute = true,
            Attribute = _attribute is null ? null : AttributeName(scope),
            AttributePath = SelectionPath(scope),
        },
    ];

    protected override void Check(IEvaluationScope scope)
    {
        var resource = ResourceName.Checked(_resource, scope);
        if (_attribute is not null && !scope.HasAttribute(resource, AttributeName(scope)))
            throw new EvaluationException(EvaluationException.AttributeKind, $"The Referenced Attribute ({resource} {AttributeName(scope)}) is incorrect.")
            {
                Fix = Suggestion.For(AttributeName(scope), scope.AttributeNames(resource)),
            };
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var resource = ResourceName.Checked(_resource, scope);
        return _attribute is null ? scope.AllAttributes(resource) : scope.Attribute(resource, AttributeName(scope), SelectionPath(scope));
    }

    protected virtual EvaluationException WrongCount() => ValueError($"Arguments to \"{Name}\" must be of the form [resource_name, attribute, (path), ...]");

    protected virtual EvaluationException NotAList() => (Arguments as Literal)?.Value.IsTruthy() ?? true ? TypeError($"Argument to \"{Name}\" must be a list") : WrongCount();

    private string AttributeName(IEvaluationScope scope) => ValueText.Plain(_attribute!.Evaluate(scope));

    private Value[] SelectionPath(IEvaluationScope scope) => [.. _path.Select(part => part.Evaluate(scope))];
}
