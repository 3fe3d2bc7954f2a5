using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Stacks.Failures;

namespace Heat.Core.Stacks;

/// <summary>Everything that can be known to be wrong with a stack before anything is done, the reference's first complaint first.</summary>
public sealed class StackValidation(StackDefinitions definitions, CustomConstraintChecks constraints, LimitOptions limits)
{
    /// <param name="isAllowed">Whether resources of a type may be used.</param>
    /// <exception cref="ProblemException">Something is wrong.</exception>
    /// <exception cref="RequestException">A type may not be used.</exception>
    public async Task EnsureAsync(StackDefinition definition, Func<string, bool> isAllowed, ICloudSession cloud, CancellationToken cancellation)
    {
        var problems = await Run(cloud, isAllowed, looksPastValues: false).ProblemsAsync(definition, 0, cancellation);
        if (problems.Count > 0)
            throw new ProblemException(problems);
    }

    /// <summary>What is wrong with a template that nothing is made of yet. What is <see cref="Problem.IsAboutValue">about a value</see> doesn't end the search for what isn't.</summary>
    public Task<IReadOnlyList<Problem>> ValidateAsync(StackDefinition definition, ICloudSession cloud, CancellationToken cancellation) =>
        Run(cloud, _ => true, looksPastValues: true).ProblemsAsync(definition, 0, cancellation);

    private StackValidationRun Run(ICloudSession cloud, Func<string, bool> isAllowed, bool looksPastValues) => new(definitions, constraints, limits, cloud, isAllowed, looksPastValues);
}
