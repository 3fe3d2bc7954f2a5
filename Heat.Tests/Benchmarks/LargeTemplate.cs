using System.Text;

namespace Heat.Tests.Benchmarks;

/// <summary>A template with many resources of a few kinds that refer to each other, as a large application has them.</summary>
internal static class LargeTemplate
{
    public static string Text(int resources)
    {
        var text = new StringBuilder("heat_template_version: 2021-04-16\nparameters:\n  prefix: {type: string, default: app}\nconditions:\n  wide: {equals: [{get_param: prefix}, app]}\nresources:\n");
        for (var number = 0; number < resources; number++)
            text.Append($"  r{number}:\n").Append((number % 3) switch
            {
                0 => $"    type: OS::Heat::RandomString\n    properties: {{length: {8 + (number % 50)}, character_classes: [{{class: digits, min: 1}}]}}\n",
                1 => $"    type: OS::Heat::Value\n    properties:\n      value: {{str_replace: {{template: '%p: %v', params: {{'%p': {{get_param: prefix}}, '%v': {{get_attr: [r{number - 1}, value]}}}}}}}}\n",
                _ => $"    type: OS::Heat::TestResource\n    depends_on: r{number - 2}\n    properties: {{value: {{if: [wide, {{list_join: ['-', [{{get_resource: r{number - 1}}}, x]]}}, narrow]}}}}\n",
            });
        return text.Append("outputs:\n  last: {value: {get_resource: r0}}\n").ToString();
    }
}
