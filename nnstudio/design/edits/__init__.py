"""Everything that can be done to a design: pure functions ``(Design, …) -> (Design, Change)``.

An edit that cannot be raises UserError with a sentence to show; ``where`` is the parameter. An edit
that changes nothing gives back the very same design.
"""

from nnstudio.design.edits.data import (
    new_design,
    place_points,
    replace,
    set_about,
    set_data,
    set_source,
    set_source_param,
)
from nnstudio.design.edits.groups import fold_group, group_rows, rename_group, repeat_group, ungroup
from nnstudio.design.edits.layers import (
    duplicate_layer,
    insert_layer,
    insert_rows,
    move_layer,
    move_rows,
    remove_layers,
    set_merge,
    set_param,
    set_power_iterations,
    set_wrapper,
)
from nnstudio.design.edits.reads import add_read, let_read, move_read, remove_read, rewire, set_reads
from nnstudio.design.edits.recipe import (
    enable_early_stopping,
    set_early_stopping,
    set_loss,
    set_loss_param,
    set_metrics,
    set_optimizer,
    set_optimizer_param,
    set_recipe,
    set_regularizer,
    set_schedule,
    set_schedule_param,
)
from nnstudio.design.edits.switches import freeze, switch_on

__all__ = [
    "add_read",
    "duplicate_layer",
    "enable_early_stopping",
    "fold_group",
    "freeze",
    "group_rows",
    "insert_layer",
    "insert_rows",
    "let_read",
    "move_layer",
    "move_read",
    "move_rows",
    "new_design",
    "place_points",
    "remove_layers",
    "remove_read",
    "rename_group",
    "repeat_group",
    "replace",
    "rewire",
    "set_about",
    "set_data",
    "set_early_stopping",
    "set_loss",
    "set_loss_param",
    "set_merge",
    "set_metrics",
    "set_optimizer",
    "set_optimizer_param",
    "set_param",
    "set_power_iterations",
    "set_reads",
    "set_recipe",
    "set_regularizer",
    "set_schedule",
    "set_schedule_param",
    "set_source",
    "set_source_param",
    "set_wrapper",
    "switch_on",
    "ungroup",
]
