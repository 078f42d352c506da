-- SPDX-FileCopyrightText: The Attacca authors
-- SPDX-License-Identifier: MIT
--
-- Runs inside Ardour's session tool: a MIDI track with Parlando's musician, a synth and a meter, which
-- rolls until it is told to end. What ardour_parlando.sh wants it writes into files of the work folder:
-- `rename` holds a name for the track, `end` ends it. Prints READY, RENAMED and the loudest peak heard.
-- Arguments: session folder, work folder

local folder, work = arg[1], arg[2]

local function say (...) print (string.format (...)); io.stdout:flush () end
local function give_up (...) say ("FAIL\t%s", string.format (...)); quit (); error ("stop", 0) end

local function taken (name)
	local file = io.open (work .. "/" .. name)
	if not file then return nil end
	local text = file:read ("a")
	file:close ()
	os.remove (work .. "/" .. name)
	return text
end

AudioEngine:set_backend ("None (Dummy)", "", "")
AudioEngine:set_buffer_size (256)
local session = create_session (folder, "parlando", 48000)
if not session then give_up ("Ardour made no session in %s", folder) end

local midi, audio = ARDOUR.DataType ("midi"), ARDOUR.DataType ("audio")
local track
local list = session:new_midi_track (ARDOUR.ChanCount (midi, 1), ARDOUR.ChanCount (audio, 2), true,
                                     ARDOUR.PluginInfo (), nil, nil, 1, "Bratsche",
                                     ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true)
for t in list:iter () do track = t end
if not track or track:isnil () then give_up ("Ardour made no track") end

local meter
for i, name in ipairs ({ "Parlando Musician", "Attacca Poly Mod Synth", "Attacca Meter" }) do
	local processor = ARDOUR.LuaAPI.new_plugin (session, name, ARDOUR.PluginType.VST3, "")
	if not processor or processor:isnil () then give_up ("Ardour did not load '%s'", name) end
	if track:add_processor_by_index (processor, i - 1, nil, true) ~= 0 then
		give_up ("Ardour did not put '%s' on the track", name)
	end
	meter = processor
end

local level
local plugin = meter:to_insert ():plugin (0)
for i = 0, plugin:parameter_count () - 1 do
	if plugin:parameter_label (i):find ("Peak") then level = i break end
end
if not level then give_up ("the meter has no parameter for a peak") end

session:request_roll (ARDOUR.TransportRequestSource.TRS_UI)
local waited, rolled = 0, false
local loudest = -1000
while waited < 90 do
	if not rolled and session:transport_rolling () then
		rolled = true
		say ("READY")
	end
	local value = ARDOUR.LuaAPI.get_processor_param (meter, level, true)
	if value and value > loudest then loudest = value end
	local name = taken ("rename")
	if name then
		track:set_name (name)
		say ("RENAMED\t%s", track:name ())
	end
	if taken ("end") then break end
	sleep (0.01)
	waited = waited + 0.01
end
say ("ROLLED\t%s\t%d", tostring (session:transport_rolling ()), session:transport_sample ())
say ("LOUDEST\t%f", loudest)
track, list, meter, plugin = nil, nil, nil, nil
collectgarbage ()
session:close ()
say ("END")
quit ()
