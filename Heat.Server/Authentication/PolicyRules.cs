using Heat.Core.Diagnostics;
using Heat.Core.Security.Policies;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Server.Hosting;

namespace Heat.Server.Authentication;

/// <summary>The rules in force: the reference's, with those of the operator's file in their place. The file is read again whenever it changes; one that can't be understood changes nothing.</summary>
internal sealed class PolicyRules : IPolicies, IDisposable
{
    private readonly ILogger<PolicyRules> _logger;
    private readonly WatchedFile? _watched;
    private volatile PolicySet _current;

    /// <exception cref="PolicyException">A rule of the file can't be understood.</exception>
    /// <exception cref="ProblemException">The file can't be read.</exception>
    public PolicyRules(PolicyOptions options, ILogger<PolicyRules> logger)
    {
        _logger = logger;
        _current = options.File is { } file ? Read(file) : PolicySet.Default;
        if (options.File is { } watched && Path.GetFullPath(watched) is var path)
            _watched = new WatchedFile(path, () => Reread(path));
    }

    public PolicySet Current => _current;

    /// <summary>The reference's rules with those of a file in their place.</summary>
    public static PolicySet Read(string file)
    {
        if (!File.Exists(file))
            throw new ProblemException("NotFound", $"The policy file {file} could not be found.");
        var text = File.ReadAllText(file);
        return string.IsNullOrWhiteSpace(text) ? PolicySet.Default : PolicySet.Default.With((MapValue)TemplateParser.ParseMap(text, file, TemplateLimits.Default).ToValue());
    }

    public void Dispose() => _watched?.Dispose();

    private void Reread(string file)
    {
        try
        {
            _current = Read(file);
            _logger.PoliciesRead(file);
        }
        catch (Exception failure) when (failure is PolicyException or ProblemException or IOException)
        {
            _logger.PoliciesLeft(file, failure.Message);
        }
    }
}
