using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A function that earlier versions had. It stands for the map that it looks like, and validation refuses it.</summary>
[Function(HotVersions.Dialect, "Fn::GetAZs", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::Join", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::Split", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::Replace", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::Base64", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::MemberListToMap", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::ResourceFacade", HotVersions.Juno)]
[Function(HotVersions.Dialect, "Fn::Select", HotVersions.Liberty)]
[Function(HotVersions.Dialect, "Ref", HotVersions.Juno)]
internal sealed class Removed(FunctionCall call) : Function(call)
{
    protected override void Check(IEvaluationScope scope) =>
        throw new EvaluationException("InvalidTemplateVersion", $"The template version is invalid: The function {Name} is not supported in this version of HOT.");

    protected override Value? Result(IEvaluationScope scope) => MapValue.Of((Name, Argument(scope)));
}
