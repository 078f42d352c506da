-- SPDX-FileCopyrightText: The Attacca authors
-- SPDX-License-Identifier: MIT
--
-- Runs inside Ardour's session tool. Makes a session with a track for each plugin that is named, and
-- prints for each what its window is called in the session's file:
--   WINDOW <tab> P-route-processor <tab> plugin
-- Arguments: session folder, name of a plugin…

local function say (...) print (string.format (...)); io.stdout:flush () end
local function give_up (...) say ("FAIL\t%s", string.format (...)); quit (); error ("stop", 0) end

AudioEngine:set_backend ("None (Dummy)", "", "")
AudioEngine:set_buffer_size (256)
local session = create_session (arg[1], "attacca", 48000)
if not session then give_up ("Ardour made no session in %s", arg[1]) end

for i = 2, #arg do
	local track
	local list = session:new_audio_track (2, 2, nil, 1, "Vox " .. tostring (i - 1),
	                                      ARDOUR.PresentationInfo.max_order,
	                                      ARDOUR.TrackMode.Normal, true)
	for t in list:iter () do track = t end
	local processor = ARDOUR.LuaAPI.new_plugin (session, arg[i], ARDOUR.PluginType.VST3, "")
	if not processor or processor:isnil () then give_up ("Ardour did not load '%s'", arg[i]) end
	if track:add_processor_by_index (processor, 0, nil, true) ~= 0 then
		give_up ("Ardour did not put '%s' on the track", arg[i])
	end
	track:presentation_info_ptr ():set_color (0x3a6fe0ff)
	say ("WINDOW\tP-%s-%s\t%s", track:to_stateful ():id ():to_s (),
	     processor:to_stateful ():id ():to_s (), arg[i])
	track, list, processor = nil, nil, nil
end
if session:save_state ("") ~= 0 then give_up ("Ardour did not save the session") end
collectgarbage ()
session:close ()
say ("DONE")
quit ()
