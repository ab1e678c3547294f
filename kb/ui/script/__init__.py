"""Where the script stands that Streamlit runs."""
