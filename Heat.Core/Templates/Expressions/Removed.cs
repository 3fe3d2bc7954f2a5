using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>A function that earlier versions had. It stands for the map that it looks like, and validation refuses it.</summary>
[Function(HotVersions.Key, "Fn::GetAZs", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::Join", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::Split", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::Replace", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::Base64", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::MemberListToMap", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::ResourceFacade", HotVersions.Juno)]
[Function(HotVersions.Key, "Fn::Select", HotVersions.Liberty)]
[Function(HotVersions.Key, "Ref", HotVersions.Juno)]
internal sealed class Removed(FunctionCall call) : Function(call)
{
    protected override void Check(IEvaluationScope scope) =>
        throw new EvaluationException("InvalidTemplateVersion", $"The template version is invalid: The function {Name} is not supported in this version of HOT.");

    protected override Value? Result(IEvaluationScope scope) => MapValue.Of((Name, Argument(scope)));
}
