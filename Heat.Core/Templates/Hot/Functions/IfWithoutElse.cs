using Heat.Core.Templates.Expressions;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>if</c> as it is since 2021-04-16: without another value, what the condition excludes is as if it had not been written.</summary>
[Function(HotVersions.Dialect, "if", HotVersions.Wallaby, Description = "A function to return corresponding value based on condition evaluation.")]
internal sealed class IfWithoutElse(FunctionCall call) : If(call, fewest: 2);
