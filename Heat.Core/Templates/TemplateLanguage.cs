using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Yaql;

namespace Heat.Core.Templates;

/// <summary>One version of a template language: its words for the parts of a template, and what it alone does in its own way. All else is read alike.</summary>
internal abstract class TemplateLanguage
{
    protected TemplateLanguage(TemplateVersion version, YaqlEngine yaql)
    {
        Version = version;
        var values = FunctionSet.ForValues(version);
        Expressions = new ExpressionParser(values, FunctionSet.ForConditions(version).Refusing(values), yaql);
    }

    public TemplateVersion Version { get; }

    public ExpressionParser Expressions { get; }

    public abstract SectionWords Sections { get; }

    public abstract ResourceWords Resource { get; }

    public abstract OutputWords Output { get; }

    public abstract IReadOnlyDictionary<string, PseudoParameter> PseudoParameters { get; }

    /// <summary>The names that a template may use for what happens to the object when the resource goes, and what each means.</summary>
    public virtual IReadOnlyDictionary<string, string> DeletionPolicies { get; } = new Dictionary<string, string>
    {
        ["Delete"] = "Delete",
        ["Retain"] = "Retain",
        ["Snapshot"] = "Snapshot",
    };

    /// <summary>An entry of the parameters.</summary>
    /// <exception cref="ProblemException">What is wrong with it.</exception>
    public abstract ParameterSchema ReadParameter(MappingEntry entry);

    /// <summary>What keeps an entry of the resources from being read at all; null when nothing does.</summary>
    public abstract Problem? ResourceFault(MappingEntry entry);

    /// <summary>Where a resource stands.</summary>
    public string ResourcePath(string name) => $"{Sections.Resources}.{name}";
}
