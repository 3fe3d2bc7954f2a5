using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;

namespace Heat.Core.Stacks;

/// <summary>Everything that can be known to be wrong with a stack before anything is done, the reference's first complaint first.</summary>
public sealed class StackValidation(StackDefinitions definitions, CustomConstraintChecks constraints, LimitOptions limits)
{
    /// <exception cref="ProblemException">Something is wrong.</exception>
    public async Task EnsureAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation)
    {
        var problems = await Run(cloud, looksPastValues: false).ProblemsAsync(definition, 0, cancellation);
        if (problems.Count > 0)
            throw new ProblemException(problems);
    }

    /// <summary>What is wrong with a template that nothing is made of yet. What is <see cref="Problem.IsAboutValue">about a value</see> doesn't end the search for what isn't.</summary>
    public Task<IReadOnlyList<Problem>> ValidateAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation) =>
        Run(cloud, looksPastValues: true).ProblemsAsync(definition, 0, cancellation);

    private StackValidationRun Run(ICloudSession cloud, bool looksPastValues) => new(definitions, constraints, limits, cloud, looksPastValues);
}
