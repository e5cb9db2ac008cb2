//! The forecast against closed forms.
