-- SPDX-FileCopyrightText: The Attacca authors
-- SPDX-License-Identifier: MIT
--
-- Runs inside Ardour's session tool. Puts the plugin on a track, looks for presets in its menu, loads
-- each of them while audio rolls, waits until the plugin has the values that it should have, for 20 s
-- at most, and prints for each a line of what it has then:
--   PRESET <tab> name <tab> whether it is the user's <tab> Rate <tab> Depth
-- Arguments: session folder, plugin name, and for each preset its name, Rate and Depth

local folder, plugin_name = arg[1], arg[2]
local function say (...) print (string.format (...)); io.stdout:flush () end
local function give_up (...) say ("FAIL\t%s", string.format (...)); quit (); error ("stop", 0) end

AudioEngine:set_backend ("None (Dummy)", "", "")
AudioEngine:set_buffer_size (64)
local session = create_session (folder, "attacca", 48000)
if not session then give_up ("Ardour made no session in %s", folder) end

local track
local list = session:new_audio_track (2, 2, nil, 1, "Presets", ARDOUR.PresentationInfo.max_order,
                                      ARDOUR.TrackMode.Normal, true)
for t in list:iter () do track = t end
local processor = ARDOUR.LuaAPI.new_plugin (session, plugin_name, ARDOUR.PluginType.VST3, "")
if not processor or processor:isnil () then give_up ("Ardour did not load '%s'", plugin_name) end
if track:add_processor_by_index (processor, 0, nil, true) ~= 0 then
	give_up ("Ardour did not put '%s' on the track", plugin_name)
end

local function value (of, label)
	local plugin = of:to_insert ():plugin (0)
	for i = 0, plugin:parameter_count () - 1 do
		if plugin:parameter_label (i) == label then
			return (ARDOUR.LuaAPI.get_processor_param (of, i, true))
		end
	end
	give_up ("the plugin has no parameter %s", label)
end

session:request_roll (ARDOUR.TransportRequestSource.TRS_UI)
sleep (0.3)
local plugin = processor:to_insert ():plugin (0)
local function is_near (a, b) return math.abs (a - tonumber (b)) < 0.0005 end
for i = 3, #arg, 3 do
	local label = arg[i]
	local preset = plugin:preset_by_label (label)
	if not preset or not preset.valid then give_up ("Ardour's menu has no preset %s", label) end
	if not plugin:load_preset (preset) then give_up ("Ardour did not load %s", label) end
	local rate, depth
	for _ = 1, 400 do
		rate, depth = value (processor, "Rate"), value (processor, "Depth")
		if is_near (rate, arg[i + 1]) and is_near (depth, arg[i + 2]) then break end
		sleep (0.05)
	end
	say ("PRESET\t%s\t%s\t%.3f\t%.3f", preset.label, tostring (preset.user), rate, depth)
end
say ("DONE")
session:request_stop (false, false, ARDOUR.TransportRequestSource.TRS_UI)
sleep (0.2)
quit ()
