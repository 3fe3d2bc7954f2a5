using System.Text.RegularExpressions;

namespace Heat.Server.Orchestration;

/// <summary>A stack named by its address: <c>arn:openstack:heat::{project}:stacks/{name}/{id}</c>.</summary>
internal readonly partial record struct StackAddress(string Project, string Name, string Id, string Path)
{
    public static bool TryParse(string text, out StackAddress address)
    {
        var match = Pattern().Match(text);
        address = match.Success
            ? new StackAddress(match.Groups["project"].Value, Uri.UnescapeDataString(match.Groups["name"].Value), match.Groups["id"].Value, match.Groups["path"].Value)
            : default;
        return match.Success;
    }

    [GeneratedRegex(@"\Aarn:openstack:heat::(?<project>[^:/]*):stacks/(?<name>[^/]+)/(?<id>[^/]+)(?<path>/.*)?\z")]
    private static partial Regex Pattern();
}
